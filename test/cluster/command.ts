/** Runs a command of this tier, or says how it is called. What it has made stays for a look where it fails. */
export function command(usage: string, help: boolean | undefined, main: () => Promise<void>): void {
  if (help) {
    console.log(usage);
    return;
  }
  main().catch((error: Error) => {
    console.error(`${error.stack ?? error.message}\nWhat was made is left for a look; npm run cluster:down ends it.`);
    process.exitCode = 1;
  });
}
