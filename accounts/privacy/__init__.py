"""What a member may ask of whoever keeps data about them: to have it, and to have it gone."""
