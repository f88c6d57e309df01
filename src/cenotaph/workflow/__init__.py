"""What the project does from end to end, one module for each verb; reading is the first."""
