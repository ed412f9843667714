/** One JSON line on the standard output. */
export function log(message: string, details: object = {}): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), message, ...details })}\n`);
}

/** What an error says, on one line. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
}
