// Runs a command line with cmd.exe, as the Task Scheduler runs a batch file: `winnode.cjs run-command.cjs COMMAND`. TEST_VARIABLES (JSON)
// are set after Wine has replaced variables by its own. The exit code is that of the command; its output is written to COMMAND_OUTPUT.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');

const output = fs.openSync(process.env.COMMAND_OUTPUT ?? 'NUL', 'w');
const { status } = spawnSync('cmd.exe', ['/d', '/s', '/c', `"${process.argv[2]}"`], {
  env: {
    ...process.env,
    NODE_PROGRAM: process.execPath,
    NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
    ...JSON.parse(process.env.TEST_VARIABLES ?? '{}'),
  },
  stdio: ['ignore', output, output],
  windowsVerbatimArguments: true,
});
process.exitCode = status ?? 255;
