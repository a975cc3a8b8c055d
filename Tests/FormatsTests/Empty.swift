// Filled by the formats tests.
