/** Whether what is not released yet is said to break something. */
export function promisesBreakage(changelog: string): boolean {
  const unreleased = /^## Unreleased$([^]*?)(?=^## |$(?![^]))/m.exec(changelog);
  if (unreleased === null) {
    throw new Error('CHANGELOG.md must have a part "## Unreleased"');
  }
  return /^### Breaking\n+- /m.test(unreleased[1]);
}
