import type { FormatError } from './apollo.ts';

/** Leaves out what GraphQL suggests to who asks for a name that is not there: a schema is not to be found out by guessing. */
export function hideHints(formatError: FormatError): FormatError {
  return (formatted, error) => {
    const told = formatError(formatted, error);
    return { ...told, message: told.message.replace(/ ?Did you mean(.+?)\?$/, '') };
  };
}
