import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/**
 * `test` where a tool is installed. Elsewhere the tests are skipped, and a line says what is missing; in CI, which installs it, they fail instead.
 *
 * @param present whether the tool is there
 * @param missing what to install
 */
export function testWith(present: boolean, missing: string): jest.It {
  if (present || process.env.CI === 'true') {
    return test;
  }
  console.warn(`${missing} is not installed: the tests that need it are skipped`);
  return test.skip;
}

/** Whether a program answers. */
export function installed(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).error === undefined;
}

/** Runs `use` with a folder that is gone afterwards. */
export function inTempFolder<T>(use: (folder: string) => T): T {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-test-'));
  try {
    return use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Runs a program and returns what it said; fails with both of its outputs. */
export function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' });
}
