"""The pages over HTTP: requests read, sessions kept, HTML written. What is decided lies in `shared.app.pages`."""
