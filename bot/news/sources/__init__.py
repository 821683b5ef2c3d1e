"""Sources of records and topics."""
