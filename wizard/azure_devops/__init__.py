"""Pushing variables to a variable group of Azure DevOps, where a team keeps them there."""
