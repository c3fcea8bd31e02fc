// Replaces Node by its Windows build for every program that the tests start.
process.execPath = process.env['TSUNAGI_WINDOWS_NODE'] as string;
