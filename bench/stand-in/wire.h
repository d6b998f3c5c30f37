// SPDX-License-Identifier: MIT
#pragma once

#include <dbus/dbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Names of the broker on the bus, as in native/linux/bus_message.h.
#define BROKER_NAME "com.microsoft.identity.broker1"
#define BROKER_PATH "/com/microsoft/identity/broker1"
#define BROKER_INTERFACE "com.microsoft.identity.Broker1"

static inline void *must(void *pointer, const char *what) {
  if (pointer == NULL) {
    fprintf(stderr, "%s\n", what);
    exit(1);
  }
  return pointer;
}

static inline char *readFile(const char *path) {
  FILE *file = must(fopen(path, "rb"), path);
  fseek(file, 0, SEEK_END);
  const long size = ftell(file);
  rewind(file);
  char *text = must(calloc((size_t)size + 1, 1), "out of memory");
  if (fread(text, 1, (size_t)size, file) != (size_t)size) exit(1);
  fclose(file);
  return text;
}

// A private connection to the bus at that address; ends the program where there is none.
static inline DBusConnection *connectTo(const char *address) {
  DBusError error = DBUS_ERROR_INIT;
  DBusConnection *connection = dbus_connection_open_private(address, &error);
  if (connection == NULL || !dbus_bus_register(connection, &error)) {
    fprintf(stderr, "no bus at %s: %s\n", address, error.message);
    exit(1);
  }
  return connection;
}

// The text with `marker` replaced by `insertion`, which is repeated to fill up to `size` bytes.
static inline char *fillIn(const char *text, const char *marker, const char *insertion,
                           size_t size) {
  const char *at = must(strstr(text, marker), "the marker is missing in a message");
  const size_t fixed = strlen(text) - strlen(marker);
  const size_t unit = strlen(insertion);
  const size_t room = size > fixed ? size - fixed : 0;
  const size_t inserted = room > unit ? room : unit;
  char *filled = must(calloc(fixed + inserted + 1, 1), "out of memory");
  const size_t before = (size_t)(at - text);
  memcpy(filled, text, before);
  for (size_t i = 0; i < inserted; ++i) filled[before + i] = insertion[i % unit];
  strcpy(filled + before + inserted, at + strlen(marker));
  return filled;
}
