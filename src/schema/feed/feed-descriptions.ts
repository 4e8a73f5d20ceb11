/** What every subscription says of its `after`. */
export const AFTER = {
  nullable: true,
  description:
    'The cursor of the last message that was read: what came after it is told first, without a gap. Null: first a message that says where things stand.',
} as const;

export const CURSOR = { description: 'Give it as `after` to go on behind this message. Opaque.' } as const;

/** What every subscription says of its `snapshot`. */
export const SNAPSHOT = 'takes the place of all that was told before. Null in every message that tells a change.';
