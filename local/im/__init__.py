"""What every simulated platform is made of: nothing here knows a vendor."""
