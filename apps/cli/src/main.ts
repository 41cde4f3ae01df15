#!/usr/bin/env node
import { EXIT } from './exit-code.js';
import { runProgram } from './program.js';

// `daybook export … | head` closes the pipe early, which is no fault; a full disk is one. Who has something to close
// (a server, a database started for the moment) is told to stop as by a terminal that closes, the others just end.
const output: { failed: boolean } = { failed: false };
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && !output.failed) {
    output.failed = true;
    process.stderr.write(`The output cannot be written (${error.message}): it is not whole.\n`);
  }
  if (!process.emit('SIGHUP', 'SIGHUP')) process.exit(output.failed ? EXIT.problem : EXIT.done);
});
// A terminal that closed takes this stream as well, and what is said on the way out must not end the way out. Node would
// abort at the end of it, when it cannot give that terminal its settings back: the signal of its closing ends it before.
process.stderr.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code !== 'EIO') return;
  process.on('exit', () => process.removeAllListeners('SIGHUP').kill(process.pid, 'SIGHUP'));
});

// Not process.exit(): it would cut off what is still on its way into a pipe.
const code = await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  folder: process.cwd(),
});
process.exitCode = output.failed ? EXIT.problem : code;
