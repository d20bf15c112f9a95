"""Pages about second factors.

That nothing keeps them, and the status of a refused form, accounts/middleware.py sees to.
"""
