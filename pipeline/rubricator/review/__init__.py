"""The workbench: a small local web server over the library, on which an editor goes through an edition."""
