import * as fs from 'fs';

/** Debian's packages that images and database are made of, by a file that each brings. */
export const IMAGE_PACKAGES: Readonly<Record<string, string>> = {
  'busybox-static': '/bin/busybox',
  'gcc': '/usr/bin/gcc',
  'haproxy': '/usr/sbin/haproxy',
  'libc6-dev': '/usr/include/stdlib.h',
  'postgresql-15': '/usr/lib/postgresql/15/bin/postgres',
};

/** Where Debian keeps the programs of PostgreSQL 15, and what they read. */
export const POSTGRES_PROGRAMS = '/usr/lib/postgresql/15/bin';
export const POSTGRES_LIBRARIES = '/usr/lib/postgresql/15/lib';
export const POSTGRES_SHARE = '/usr/share/postgresql/15';

/** The path itself, if something is there. */
export function installed(file: string): string {
  if (!fs.existsSync(file)) {
    throw new Error(`the cluster tier needs ${file}, which is missing; apt-get install --no-install-recommends ${Object.keys(IMAGE_PACKAGES).join(' ')}`);
  }
  return file;
}
