"""Every name that Azure will see, computed from the answers before the first deployment."""
