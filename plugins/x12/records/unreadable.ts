/** Why a document is no record: its elements are there, but do not say what they must. */
export class Unreadable extends Error {}
