import { dryRunScript, runScript } from '../../lib/database/setup-script';

const DATABASES = [{ name: 'sequencer', owner: 'sequencer' }, { name: 'mediator' }];

test('waits, and hands the passwords over where nobody sees them', () => {
  expect(runScript(DATABASES)).toMatchSnapshot();
});

test('names the owners that the commands do not name, in a dry run', () => {
  expect(dryRunScript(DATABASES)).toBe(`#!/bin/sh
set -eu
printf '%s: %s\\n' '-- owner of mediator' "$OWNER_2"
cat "\${0%/*}/setup.sql"
`);
});
