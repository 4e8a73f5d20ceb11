import { openApp, type App } from '../app.ts';
import { readBookInput, type BookInput, type BookOptions } from './book-options.ts';

/** Opens the book for a command that answers and exits, and closes it whatever happens. */
export async function withApp(
  options: BookOptions,
  work: (app: App, input: BookInput) => Promise<void>,
): Promise<void> {
  const input = await readBookInput(options);
  const app = await openApp(input);
  try {
    await work(app, input);
  } finally {
    await app.close();
  }
}
