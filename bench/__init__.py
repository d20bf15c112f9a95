"""Measurements. Nothing here is asserted: a busy machine is a slow one."""
