"""Optional look-ups in Azure, through the sign-in of the Azure CLI; nothing needs them."""
