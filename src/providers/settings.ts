import { z } from 'zod';
import { AppError } from '../errors.ts';
import { HostSettings, type ConfiguredProvider } from './define-provider.ts';
import { describeIssue, show } from './describe-issue.ts';
import { createRedaction, type Redaction } from './redaction.ts';
import { secretsIn } from './secrets.ts';

/** What an operator set for one source, parsed. */
export interface ParsedSettings {
  readonly settings: HostSettings;
  /** In the shape of the provider's own schema. */
  readonly config: unknown;
  readonly redaction: Redaction;
}

/** Parses the host's settings and the provider's own, refusing fields that neither knows. Throws `CONFIG_INVALID`. */
export function parseSettings({ definition, settings }: ConfiguredProvider): ParsedSettings {
  const given = settings ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new AppError(
      'CONFIG_INVALID',
      `provider ${definition.type}: expected settings such as { id: 'erp' }, came ${show(settings)}`,
    );
  }
  const [host, own] = split(given);
  const name = `provider ${definition.type} ${show(host.id)}`;
  const early = createRedaction(secretsIn(definition.config, own));
  const parsedHost = parse(HostSettings, host, name, early);
  const config = parse(strict(definition.config), own, name, early);
  const redaction = createRedaction([...secretsIn(definition.config, own), ...secretsIn(definition.config, config)]);
  return { settings: parsedHost, config, redaction };
}

function split(settings: object): [Record<string, unknown>, Record<string, unknown>] {
  const entries = Object.entries(settings);
  return [
    Object.fromEntries(entries.filter(([key]) => key in HostSettings.shape)),
    Object.fromEntries(entries.filter(([key]) => !(key in HostSettings.shape))),
  ];
}

/** An object schema that does not itself say what to do with unknown fields refuses them. */
function strict(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
}

function parse<T>(schema: z.ZodType<T>, value: unknown, name: string, redaction: Redaction): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reason = redaction.text(describeIssue(parsed.error, value));
  const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new AppError('CONFIG_INVALID', `${name}: ${reason}: correct it in the configuration file`, { path });
}
