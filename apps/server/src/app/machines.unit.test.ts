import { expect, test } from 'vitest'
import { machineFaults } from '../platform/machine/machine-faults.ts'
import { machines } from './machines.ts'

test.each([...machines])('the machine %s can be reached, left and ended everywhere', (name, machine) => {
  expect(machine.name).toBe(name)
  expect(machineFaults(machine)).toEqual([])
})
