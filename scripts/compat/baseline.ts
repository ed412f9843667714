/** The version before the first release. */
const NONE = '0.0.0';

/**
 * What it means that no API of a release is kept.
 *
 * @param version of package.json
 * @param file where it would be
 */
export function withoutBaseline(version: string, file: string): { readonly good: boolean; readonly words: string } {
  return version === NONE
    ? { good: true, words: `NOTHING WAS COMPARED: no version is released yet, so any change of the public API is free. The first release saves what later ones are compared with (${file}, CONTRIBUTING.md)` }
    : { good: false, words: `version ${version} is or will be released, and ${file} must hold the public API of the last release, got no such file; npx projen compile && npm run compat -- --save makes it` };
}
