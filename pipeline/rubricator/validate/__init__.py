"""What a TEI file must hold to: schemas, links, profiles of repositories, the restoration of its source."""
