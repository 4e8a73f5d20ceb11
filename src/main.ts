import 'reflect-metadata';
import { createProgram } from './cli/program.ts';
import { reportFailure } from './cli/output.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = reportFailure(error);
}
