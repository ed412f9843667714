import { Check } from '../check';

export const IMAGES_PINNED: Check = {
  id: 'images-pinned',
  severity: 'error',
  sentence: 'Every image has a tag other than latest, or a digest.',
  why: 'Otherwise two instances of one service run different releases on one database as soon as one of them moves '
    + '(https://kubernetes.io/docs/concepts/containers/images/#image-names).',
  fix: 'Name the release: canton-enterprise:2.10.4, better with @sha256:...',
  find: (deployment) => deployment.workloads.flatMap(({ id, allContainers }) => allContainers
    .filter(({ image: { tag, digest } }) => digest === undefined && (tag === undefined || tag === 'latest'))
    .map(({ name, image: { text } }) => ({ object: id, message: `image of container '${name}' must have a fixed tag or a digest, got '${text}'` }))),
};
