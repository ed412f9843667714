import { ContainerImage } from './container-image';
import { refuse, requireDnsSubdomain, requireText } from './validation';

/** Where the jar with a sequencer's blockchain driver comes from: since release 2.7 it is not in Canton's own image (facts A.5). */
export class SequencerDriverJar {
  /** A file in an image, by absolute path. The image needs no shell: a static `cp` is brought along. */
  public static image(image: ContainerImage, path: string): SequencerDriverJar {
    requireJar(`image '${image.reference}'`, path);
    return path.startsWith('/')
      ? new SequencerDriverJar('image', image.reference, path)
      : refuse(`driver jar of image '${image.reference}' must be an absolute path, got '${path}'`);
  }

  /** A file on a volume claim that every instance can mount for reading, by path from the volume's root. */
  public static persistentVolumeClaim(claimName: string, path: string): SequencerDriverJar {
    requireJar(`claim '${claimName}'`, path);
    return path.startsWith('/')
      ? refuse(`driver jar of claim '${claimName}' must be a path from the root of the volume, without a leading '/', got '${path}'`)
      : new SequencerDriverJar('persistentVolumeClaim', requireDnsSubdomain('claim name', claimName), path);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'image' | 'persistentVolumeClaim',
    /** Name of the claim, or the image. */
    public readonly source: string,
    /** The file. */
    public readonly path: string,
  ) {}
}

/** The path becomes part of a class path, which a shell puts together. */
function requireJar(what: string, path: string): void {
  requireText(`driver jar of ${what}`, path);
  if (!/^[-\w./+]+\.jar$/.test(path) || path.split('/').includes('..')) {
    refuse(`driver jar of ${what} must be a path that ends in .jar, of letters, digits, '-', '_', '.', '+' and '/', without '..', got '${path}'`);
  }
}
