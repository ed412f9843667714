import { ContainerImage } from './container-image';

/** The official PostgreSQL image that servers and clients of the library's own run, unless something else is said. */
export const POSTGRES_IMAGE = ContainerImage.of('docker.io/library/postgres:15.19-alpine');
