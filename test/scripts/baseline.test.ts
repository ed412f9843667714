import { withoutBaseline } from '../../scripts/compat/baseline';

test('before the first release there is nothing to compare with, which is said', () => {
  expect(withoutBaseline('0.0.0', 'released.jsii.gz')).toEqual({
    good: true,
    words: 'NOTHING WAS COMPARED: no version is released yet, so any change of the public API is free. The first release saves what later ones are compared with '
      + '(released.jsii.gz, CONTRIBUTING.md)',
  });
});

test('from the first release on it is an error', () => {
  expect(withoutBaseline('0.1.0', 'released.jsii.gz')).toEqual({
    good: false,
    words: 'version 0.1.0 is or will be released, and released.jsii.gz must hold the public API of the last release, got no such file; '
      + 'npx projen compile && npm run compat -- --save makes it',
  });
});
