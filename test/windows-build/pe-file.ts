// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';

interface Section {
  readonly address: number;
  readonly size: number;
  readonly offset: number;
}

const machines: Readonly<Record<number, string>> = {
  0x14c: 'ia32',
  0x8664: 'x64',
  0xaa64: 'arm64',
};

/** Bits of DllCharacteristics. */
const protections = {
  highEntropyAddresses: 0x0020,
  randomAddresses: 0x0040,
  noExecutableData: 0x0100,
} as const;

export type Protection = keyof typeof protections;

const directories = { exports: 0, imports: 1, delayedImports: 13 } as const;
const importDescriptorBytes = 20;

/** As much of a Windows binary ("PE") as tells what it asks of the system. */
export class PeFile {
  private readonly bytes: Buffer;
  /** The fields after the signature: file header, optional header, sections. */
  private readonly header: number;
  private readonly optional: number;
  private readonly is64Bit: boolean;

  constructor(file: string) {
    this.bytes = readFileSync(file);
    const signature = this.bytes.readUInt32LE(0x3c);
    if (this.bytes.toString('latin1', signature, signature + 4) !== 'PE\0\0') {
      throw new Error(`${file} is no Windows binary`);
    }
    this.header = signature + 4;
    this.optional = this.header + 20;
    this.is64Bit = this.bytes.readUInt16LE(this.optional) === 0x20b;
  }

  get size(): number {
    return this.bytes.length;
  }

  /** All of it, a character for each byte. */
  get text(): string {
    return this.bytes.toString('latin1');
  }

  get architecture(): string | undefined {
    return machines[this.bytes.readUInt16LE(this.header)];
  }

  get protections(): readonly Protection[] {
    const bits = this.bytes.readUInt16LE(this.optional + 70);
    const names = Object.keys(protections) as Protection[];
    return names.filter((name) => (bits & protections[name]) !== 0);
  }

  /** The libraries that are loaded with it, in lower case, sorted. */
  get libraries(): readonly string[] {
    const table = this.directory('imports');
    const names: string[] = [];
    for (let entry = table; entry > 0; entry += importDescriptorBytes) {
      const name = this.bytes.readUInt32LE(entry + 12);
      if (name === 0) break;
      names.push(this.nameAt(name).toLowerCase());
    }
    return names.sort();
  }

  get hasDelayedLibraries(): boolean {
    return this.directory('delayedImports') > 0;
  }

  get exports(): readonly string[] {
    const table = this.directory('exports');
    const count = this.bytes.readUInt32LE(table + 24);
    const names = this.offsetOf(this.bytes.readUInt32LE(table + 32));
    return Array.from({ length: count }, (_, index) =>
      this.nameAt(this.bytes.readUInt32LE(names + 4 * index)),
    );
  }

  /** @returns Where the table lies in the file; 0 without one. */
  private directory(name: keyof typeof directories): number {
    const first = this.optional + (this.is64Bit ? 112 : 96);
    const address = this.bytes.readUInt32LE(first + 8 * directories[name]);
    return address === 0 ? 0 : this.offsetOf(address);
  }

  private offsetOf(address: number): number {
    const section = this.sections().find(
      (one) => address >= one.address && address < one.address + one.size,
    );
    if (section === undefined) throw new Error(`no section holds the address ${address}`);
    return address - section.address + section.offset;
  }

  private sections(): readonly Section[] {
    const count = this.bytes.readUInt16LE(this.header + 2);
    const first = this.optional + this.bytes.readUInt16LE(this.header + 16);
    return Array.from({ length: count }, (_, index) => {
      const entry = first + 40 * index;
      return {
        size: this.bytes.readUInt32LE(entry + 8),
        address: this.bytes.readUInt32LE(entry + 12),
        offset: this.bytes.readUInt32LE(entry + 20),
      };
    });
  }

  private nameAt(address: number): string {
    const offset = this.offsetOf(address);
    return this.bytes.toString('latin1', offset, this.bytes.indexOf(0, offset));
  }
}
