// Imported first: what the app would log while the demo is seeded is no news to whoever starts it.
process.env["LOG_LEVEL"] ??= "warn";
