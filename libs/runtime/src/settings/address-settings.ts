import { Setting, type ProcessName } from './setting';
import { address, port } from './types';

export interface AddressSettings {
  readonly host: string;
  readonly port: number;
}

/** `binds`: whose address `<prefix>_HOST` is, where it is not the process as a whole. */
function addressOf(prefix: string, process: ProcessName, defaultPort: number, serves: string, binds: string = process): new () => AddressSettings {
  class Address implements AddressSettings {
    @Setting({ key: `${prefix}_PORT`, type: port(), readBy: [process], default: defaultPort, about: serves })
    readonly port: number;

    @Setting({ key: `${prefix}_HOST`, type: address(), readBy: [process], default: '127.0.0.1', about: `bind address of ${binds}` })
    readonly host: string;
  }
  return Address;
}

export const IngestAddress = addressOf('INGEST', 'ingest', 8080, 'webhook, /health, /metrics of ingest');
export const WorkerAddress = addressOf('WORKER', 'worker', 8081, '/health, /metrics of worker');
export const NotifierAddress = addressOf('NOTIFIER', 'notifier', 8082, '/health, /metrics of notifier');
export const ConsoleAddress = addressOf('CONSOLE', 'console', 8090, 'page and API of the console, /health, /metrics', 'the console');
export const SandboxAddress = addressOf('SANDBOX', 'sandbox', 8070, 'local Telegram and its page');
export const SimAddress = addressOf('SIM', 'sandbox', 9090, 'simulated SIS', 'the simulated SIS');
export const SimControlAddress = addressOf('SIM_CONTROL', 'sandbox', 9091, 'control API of the simulated SIS', 'its control API');
export const AsrAddress = addressOf('ASR', 'asr', 8060, '/transcribe, /health, /metrics of the transcriber');
