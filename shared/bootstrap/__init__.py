"""The one place where the parts are put together: a module for each way in, so that none imports another's."""
