import { ContainerImage } from './container-image';
import { refuse, requireDataKey, requireDnsSubdomain, requireText } from './validation';

/** Where DAR files come from. They are mounted or copied below `/dars` of the pod that needs them. */
export class DarSource {
  /** Keys of a ConfigMap (1 MiB in all at most). */
  public static configMap(configMapName: string, keys: string[]): DarSource {
    const files = requireFiles(`config map '${configMapName}'`, keys).map((key) => requireDataKey('config map key', key));
    return new DarSource('configMap', requireDnsSubdomain('config map name', configMapName), files);
  }

  /** Files on a volume claim, by path from the volume's root. */
  public static persistentVolumeClaim(claimName: string, paths: string[]): DarSource {
    requireFiles(`claim '${claimName}'`, paths);
    const absolute = paths.find((path) => path.startsWith('/'));
    if (absolute !== undefined) {
      refuse(`DAR files of claim '${claimName}' must be paths from the root of the volume, without a leading '/', got '${absolute}'`);
    }
    return new DarSource('persistentVolumeClaim', requireDnsSubdomain('claim name', claimName), paths);
  }

  /** Files in an image, by absolute path. The image needs no shell: a static `cp` is brought along. */
  public static image(image: ContainerImage, paths: string[]): DarSource {
    requireFiles(`image '${image.reference}'`, paths);
    const relative = paths.find((path) => !path.startsWith('/'));
    if (relative !== undefined) {
      refuse(`DAR files of image '${image.reference}' must be absolute paths, got '${relative}'`);
    }
    return new DarSource('image', image.reference, paths);
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'configMap' | 'persistentVolumeClaim' | 'image',
    /** Name of the ConfigMap or claim, or the image. */
    public readonly source: string,
    /** @internal */
    public readonly _files: string[],
  ) {}
}

function requireFiles(what: string, files: string[]): string[] {
  if (files.length === 0) {
    refuse(`DAR files of ${what}: at least one is needed, got none`);
  }
  for (const file of files) {
    requireText(`DAR file of ${what}`, file);
    if (!/^[-\w./+]+\.dar$/.test(file) || file.split('/').includes('..')) {
      refuse(`DAR file of ${what} must be a path that ends in .dar, of letters, digits, '-', '_', '.', '+' and '/', without '..', got '${file}'`);
    }
  }
  return files;
}
