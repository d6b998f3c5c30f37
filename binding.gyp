{
  # What is compiled, and with which defines, is said once for all builds: native/*.json.
  'variables': {
    'sources_of': "require('./native/sources.json')",
    'defines_of': "require('./native/defines.json')",
  },
  'targets': [
    {
      'target_name': 'entra_broker',
      'sources': [ "<!@(node -p \"<(sources_of).common.join(' ')\")" ],
      'include_dirs': [ 'native', "<!(node -p \"require('node-addon-api').include_dir\")" ],
      # SWALLOW: what cannot be thrown into a worker that is being terminated must not end the process.
      'defines': [ "<!@(node -p \"<(defines_of).common.join(' ')\")" ],
      'cflags_cc!': [ '-fno-exceptions', '-fno-rtti', '-std=gnu++17', '-std=gnu++20' ],
      'cflags_cc': [ '-std=c++20', '-fexceptions', '-frtti', '-Wall', '-Wextra', '-Wno-missing-field-initializers' ],
      'conditions': [
        ['OS=="linux"', {
          'sources': [ "<!@(node -p \"<(sources_of).linux.join(' ')\")" ],
          'cflags': [
            '-fvisibility=hidden',
            '-fstack-protector-strong',
            '-fstack-clash-protection',
            '-Werror=format-security',
            '-Werror=return-type',
          ],
          'cflags_cc': [ '-fvisibility-inlines-hidden' ],
          # libdbus is opened at run time. The C++ library comes along, so that a program which
          # brings its own (Electron) or an older one can load the addon.
          'libraries': [ '-ldl' ],
          'ldflags': [
            '-static-libstdc++',
            '-static-libgcc',
            '-Wl,--exclude-libs,ALL',
            '-Wl,--as-needed',
            '-Wl,-z,relro',
            '-Wl,-z,now',
            '-Wl,-z,noexecstack',
            '-pthread',
          ],
        }],
        # Not executed on Windows: releases for it are made by scripts/prebuild-windows.mjs. Node-API
        # is delay-loaded by a hook of node-gyp's own.
        ['OS=="win"', {
          'sources': [ "<!@(node -p \"<(sources_of).windows.join(' ')\")" ],
          'defines': [ "<!@(node -p \"<(defines_of).windows.join(' ')\")" ],
          'msvs_settings': {
            'VCCLCompilerTool': {
              'AdditionalOptions': [ '/std:c++20', '/utf-8', '/guard:cf' ],
              'ExceptionHandling': 1,
              'RuntimeTypeInfo': 'true',
            },
            'VCLinkerTool': { 'AdditionalOptions': [ '/guard:cf' ] },
          },
          'libraries': [ '-luser32', '-ladvapi32' ],
        }],
      ],
      'configurations': {
        'Release': {
          'defines': [ '_GLIBCXX_ASSERTIONS' ],
          'cflags': [ '-U_FORTIFY_SOURCE', '-D_FORTIFY_SOURCE=2' ],
        },
      },
    },
  ],
}
