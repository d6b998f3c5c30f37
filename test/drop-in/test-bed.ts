// SPDX-License-Identifier: MIT
import type { Simulator } from 'entra-broker-simulator';
import type { PackedPackages, Project } from './project.js';

/** What the cases share: installing takes most of the suite's time. */
export interface TestBed {
  /** For what a case installs besides. */
  readonly folder: string;
  readonly packed: PackedPackages;
  readonly project: Project;
  /** Its broker, on a private bus; as the default scenario has it before each case. */
  readonly simulator: Simulator;
}
