import { refuse, requireText } from './validation';

const SEGMENT = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*';
const REGISTRY = '[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?(?::\\d+)?';
const REFERENCE = new RegExp(`^(?:${REGISTRY}/)?${SEGMENT}(?:/${SEGMENT})*(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$`);

/** A container image, pinned by tag, by digest, or by both. */
export class ContainerImage {
  /**
   * @param reference `repository:tag`, `repository@sha256:...` or `repository:tag@sha256:...`; an image without either, or tagged `latest`,
   * is refused because two pods of one service could then run different programs
   */
  public static of(reference: string): ContainerImage {
    requireText('container image', reference);
    const parts = REFERENCE.exec(reference)?.groups;
    if (parts === undefined) {
      refuse(`container image must be repository:tag or repository@sha256:<64 hex digits>, got '${reference}'`);
    }
    if (parts.digest === undefined && (parts.tag === undefined || parts.tag === 'latest')) {
      refuse(`container image must be pinned by a tag other than latest or by a digest, got '${reference}'`);
    }
    return new ContainerImage(reference);
  }

  private constructor(public readonly reference: string) {}

  public toString(): string {
    return this.reference;
  }
}
