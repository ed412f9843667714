/** What a program was told on its command line. */
export interface CommandLine {
  /** Files of `--config` and `-c`. */
  readonly configs: string[];
  /** Overrides of `-C`, each a line of HOCON. */
  readonly overrides: string[];
  /** Values of all other flags, in order of their appearance. */
  readonly flags: { readonly [flag: string]: string[] };
  readonly rest: string[];
}

/** Flags without a value. */
const BARE = ['--no-tty', '--manual-start', '--debug', '-v', '--verbose'];

/** Flags stand as `--flag=value` or `--flag value`. */
export function commandLine(args: string[]): CommandLine {
  const flags: { [flag: string]: string[] } = {};
  const rest: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const [flag, ...inline] = args[index].split('=');
    if (!flag.startsWith('-')) {
      rest.push(args[index]);
      continue;
    }
    const value = BARE.includes(flag) ? '' : inline.length > 0 ? inline.join('=') : args[++index];
    if (value === undefined) {
      throw new Error(`${flag} needs a value`);
    }
    (flags[flag] ??= []).push(value);
  }
  const configs = [...flags['--config'] ?? [], ...flags['-c'] ?? []].flatMap((files) => files.split(','));
  return { configs, overrides: flags['-C'] ?? [], flags, rest };
}
