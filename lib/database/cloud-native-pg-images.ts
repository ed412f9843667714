import { ContainerImage } from '../model/container-image';
import { refuse } from '../model/validation';

/**
 * The community's images by major version, with a digest so that all instances run one program: catalog `postgresql-standard-trixie` of 2026-08-17
 * (https://github.com/cloudnative-pg/artifacts/tree/main/image-catalogs).
 */
const IMAGES: { [version: number]: string } = {
  14: '14.24-202608170814-standard-trixie@sha256:2251ca32ca24152bad5d9ddbc9ac4e95e98d6cff4002e98a5484e542ce2cae36',
  15: '15.19-202608170814-standard-trixie@sha256:613c7a0417887cd2626a2bfb31fa4e1d86c3088e575fd66bc227007dc69a5487',
  16: '16.15-202608170814-standard-trixie@sha256:3df9103d7f89c8abc2870463d4d446944c81b5f1f4b707c590895dc003ecbb65',
  17: '17.11-202608170816-standard-trixie@sha256:91e0de662d53895a45f1396f4ee1a75daeb0c26fc87853afc9c8f43e01fdaa21',
  18: '18.6-202608170814-standard-trixie@sha256:771f9eab5225587af259d84680cc69a5b6e374ac32bb24effafde1f3368a1241',
};

/** The image of a major version. One that is brought must say the same version in its tag, where the operator reads it. */
export function postgresImage(owner: string, version: number, image: ContainerImage | undefined): ContainerImage {
  if (image === undefined) {
    const tag = IMAGES[version] ?? refuse(`${owner}: version must be one of ${Object.keys(IMAGES).join(', ')}, got ${version}; bring an image of any other`);
    return ContainerImage.of(`ghcr.io/cloudnative-pg/postgresql:${tag}`);
  }
  const tagged = /:(\d+)[^/:]*(@|$)/.exec(image.reference)?.[1];
  if (tagged !== String(version)) {
    refuse(`${owner}: tag of image must begin with the major version, ${version}, got '${image}'; the operator reads it there: set version, or retag the image`);
  }
  return image;
}
