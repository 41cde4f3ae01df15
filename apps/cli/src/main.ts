#!/usr/bin/env node
import { runProgram } from './program.js';

// `daybook export … | head` closes the pipe early, which is no fault. Who has something to close (a server, a
// database started for the moment) is told to stop, the others just end.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  if (process.listenerCount('SIGTERM') === 0) process.exit(0);
  process.kill(process.pid, 'SIGTERM');
});

// Not process.exit(): it would cut off what is still on its way into a pipe.
process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  folder: process.cwd(),
});
