/** A command that cannot do what was asked; the message is all that is said. */
export class CommandFailed extends Error {
  override name = 'CommandFailed';
}
