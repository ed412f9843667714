import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { run, testWith } from '../../support/tools';

/** A shorter start for programs that live for a second. */
const QUICK = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** `test` where there is a JDK and these jars. CI may be without a JDK; where it has one, it must have fetched the jars. */
export function testWithJdk(...jars: string[]): jest.It {
  if (spawnSync('java', ['--describe-module', 'jdk.compiler'], { stdio: 'ignore' }).status !== 0) {
    console.warn('a JDK (java) is not installed: the tests that need it are skipped');
    return test.skip;
  }
  return testWith(jars.every((jar) => existsSync(jar)), `${jars.join(', ')} (.ci/run fetches them)`);
}

/** Runs a Java program and returns what it said. */
export function java(jars: string[], ...args: string[]): string {
  return run('java', ...QUICK, '-cp', jars.join(':'), ...args);
}
