import 'vitest';

/** What tests against source systems tell the reporter that prints the table. */
declare module 'vitest' {
  interface TaskMeta {
    /** The system that a test is about; without a version where it cannot be installed. */
    system?: { readonly name: string; readonly version: string | null };
    /** Whether the certificate that a test issued is green, and how many of its cases ended how. */
    certificate?: { readonly isGreen: boolean; readonly sum: string };
  }
}
