/** Why a source system cannot be had on this machine. In CI that is a failure; elsewhere its tests are skipped with the reason. */
export class CannotInstall extends Error {
  constructor(system: string, reason: string, options?: ErrorOptions) {
    super(`${system} cannot be installed here: ${reason}`, options);
    this.name = 'CannotInstall';
  }
}
