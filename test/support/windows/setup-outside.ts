// Before the tests that start programs: every program that is started as Node is its Windows build.
process.execPath = process.env['TSUNAGI_WINDOWS_NODE'] as string;
