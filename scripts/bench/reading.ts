import { startReaders } from "./readers";

/** The readers as a process of their own, so that measuring does not wait behind them: told by messages. */
const [base, connections, ...paths] = process.argv.slice(2);
const readers = startReaders(base!, paths, Number(connections));
process.on("message", async (message: { expect?: number; stop?: true }) => {
  if (message.expect !== undefined) readers.expect(message.expect);
  if (message.stop) process.send!(await readers.stop(), () => process.exit(0));
});
